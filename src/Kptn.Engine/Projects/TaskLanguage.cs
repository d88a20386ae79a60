namespace Kptn.Engine.Projects;

/// <summary>What a task is written in.</summary>
public enum TaskLanguage
{
    /// <summary>A Python function.</summary>
    Python,

    /// <summary>An R script.</summary>
    R,

    /// <summary>DuckDB SQL.</summary>
    Sql,

    /// <summary>A shell script.</summary>
    Shell,

    /// <summary>A single C# file.</summary>
    CSharp,

    /// <summary>A command line.</summary>
    Command,
}
