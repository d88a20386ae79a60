using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Tool.Diffs;

/// <summary>A task as whose output files are compared.</summary>
/// <param name="Task">The task.</param>
/// <param name="Settings">How its outputs are compared.</param>
internal sealed record ComparedTask(TaskDefinition Task, CompareSettings Settings)
{
    /// <summary>The output that a file seems to be, by its name; else the name. Settings may be for one output only.</summary>
    public string OutputNamed(string file)
    {
        var name = file.Replace(".verified", "", StringComparison.Ordinal).Replace(".received", "", StringComparison.Ordinal);
        return Task.Outputs.Select(output => output.Text).FirstOrDefault(output => Path.GetFileName(output) == name) ?? name;
    }
}
