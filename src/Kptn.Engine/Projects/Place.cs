namespace Kptn.Engine.Projects;

/// <summary>A place in a file that a person wrote: line and column count from one; zero means the whole file.</summary>
/// <param name="File">Path of the file, relative to the project where it lies below it.</param>
/// <param name="Line">Line, from one.</param>
/// <param name="Column">Column in UTF-16 units, from one.</param>
public readonly record struct Place(string File, int Line = 0, int Column = 0)
{
    /// <summary><c>file:line:column</c>, as editors and terminals link it.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
