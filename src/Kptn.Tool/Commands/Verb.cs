using System.CommandLine;

namespace Kptn.Tool.Commands;

/// <summary>A verb of the command line, with command lines that show how it is used.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">One sentence for help screens.</param>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Its words as the help screen shows them; <see langword="null"/> where its arguments tell.</summary>
    public string? Words { get; init; }

    /// <summary>Command lines worth knowing, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Effect)> Examples { get; init; } = [];
}
