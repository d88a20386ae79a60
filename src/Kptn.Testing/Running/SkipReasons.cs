using Kptn.Engine.Execution;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Running;

/// <summary>Says why a task cannot be tested here.</summary>
/// <param name="interpreters">Finds interpreters.</param>
internal sealed class SkipReasons(InterpreterFinder interpreters)
{
    /// <summary>The reason; <see langword="null"/> where it can be tested.</summary>
    /// <param name="task">The task.</param>
    /// <param name="settings">Its snapshot settings.</param>
    public string? Of(TaskDefinition task, CompareSettings settings)
    {
        if (settings.Skip.Contains("*")) return "snapshot.skip in kptn.yaml";
        return task.Language switch
        {
            TaskLanguage.Python when interpreters.Python is null => Missing("python3"),
            TaskLanguage.R when interpreters.Rscript is null => Missing("Rscript"),
            TaskLanguage.CSharp when InterpreterFinder.OnPath("dotnet") is null => Missing("dotnet"),
            _ => null,
        };
    }

    private static string Missing(string program) => $"'{program}' was not found on this machine: {InstallHints.Of(program)}";
}
