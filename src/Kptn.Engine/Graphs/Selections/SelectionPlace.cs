using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Selections;

/// <summary>Where the words of a selection stand.</summary>
internal static class SelectionPlace
{
    public static Place CommandLine { get; } = new("command line");
}
