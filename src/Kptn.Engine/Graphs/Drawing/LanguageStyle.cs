using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Drawing;

/// <summary>How tasks of a language look.</summary>
/// <param name="Class">Name of their class.</param>
/// <param name="Colour">Colour of their border.</param>
internal sealed record LanguageStyle(string Class, string Colour)
{
    public static LanguageStyle Of(TaskLanguage language) => language switch
    {
        TaskLanguage.Python => new("python", "#3572a5"),
        TaskLanguage.R => new("r", "#198ce7"),
        TaskLanguage.Sql => new("sql", "#c79a00"),
        TaskLanguage.Shell => new("shell", "#5c8a2a"),
        TaskLanguage.CSharp => new("csharp", "#178600"),
        _ => new("command", "#666666"),
    };
}
