using System.Text;
using Kptn.Engine.Runs;

namespace Kptn.Tool.Terminal;

/// <summary>A run as JSON lines, the same as its log keeps.</summary>
/// <param name="screen">Where they go.</param>
internal sealed class JsonRunView(Screen screen) : IRunView
{
    public void Add(RunEvent runEvent)
    {
        screen.Output.Write(Encoding.UTF8.GetString(RunEventJson.Line(runEvent)));
        screen.Output.Flush();
    }

    public void Say(string text) => screen.Errors.WriteLine(text);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
