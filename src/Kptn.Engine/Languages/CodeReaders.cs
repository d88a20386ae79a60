using Kptn.Engine.Languages.CSharp;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Languages.R;
using Kptn.Engine.Languages.Shell;
using Kptn.Engine.Languages.Sql;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>The code reader of each language: the one place where a language is registered for change detection.</summary>
public static class CodeReaders
{
    /// <summary>The reader of a language that has scripts.</summary>
    /// <param name="language">The language.</param>
    public static ICodeReader Of(TaskLanguage language) => language switch
    {
        TaskLanguage.Python => new PythonCodeReader(),
        TaskLanguage.R => new RCodeReader(),
        TaskLanguage.Sql => new SqlCodeReader(),
        TaskLanguage.Shell => new ShellCodeReader(),
        TaskLanguage.CSharp => new CSharpCodeReader(),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "a command has no script"),
    };
}
