using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal;

/// <summary>Says that a place that is shared could not be asked while tasks were planned.</summary>
internal static class SharedNotice
{
    public static void Write(Screen screen, GraphContext context)
    {
        if (context.Known?.Problem is { } unasked) Notice($"what others have run is not known: {unasked}");
        else if (context.Results.Store.Shared?.Problem is { } problem) Notice($"what is to be restored may have to run: {problem}");

        void Notice(string text) => screen.Error($"{screen.Paint("notice", Colour.Yellow)}: {text}");
    }
}
