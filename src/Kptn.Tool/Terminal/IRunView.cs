using Kptn.Engine.Runs;

namespace Kptn.Tool.Terminal;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunView : IAsyncDisposable
{
    /// <summary>Takes the next event, in order.</summary>
    void Add(RunEvent runEvent);

    /// <summary>Says something that is no event, on any thread.</summary>
    void Say(string text);
}
