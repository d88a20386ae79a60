namespace Kptn.Testing.Snapshots;

/// <summary>An output that a test found to be new or different.</summary>
/// <param name="Path">The output as declared; <see cref="ResultPath"/> for the result.</param>
/// <param name="SourceFile">The file or folder, absolute; of a glob the scratch dir, with or without the glob at its end.</param>
public sealed record ReceivedOutput(string Path, string SourceFile)
{
    /// <summary>Columns that its rows are sorted by where it is a table that is shown to people.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Stands for the result where outputs are named by their paths.</summary>
    public const string ResultPath = "(result)";

    /// <summary>The result of the task.</summary>
    /// <param name="sourceFile">The file that holds it as canonical JSON, absolute.</param>
    public static ReceivedOutput OfResult(string sourceFile) => new(ResultPath, sourceFile);
}
