using Kptn.Engine.Projects;

namespace Kptn.Tool.Terminal;

/// <summary>Languages as listings name them.</summary>
internal static class LanguageNames
{
    public static string Of(TaskLanguage language) => language switch
    {
        TaskLanguage.Python => "python",
        TaskLanguage.R => "r",
        TaskLanguage.Sql => "sql",
        TaskLanguage.Shell => "shell",
        TaskLanguage.CSharp => "csharp",
        _ => "command",
    };
}
