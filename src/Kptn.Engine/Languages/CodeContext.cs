using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>What a language needs to say which code is reached.</summary>
/// <param name="Project">The project.</param>
/// <param name="Files">Hashes of files, without reading what did not change.</param>
/// <param name="Facts">What was learnt of files' content before.</param>
/// <param name="Interpreters">Finds interpreters.</param>
/// <param name="Processes">Starts them.</param>
public sealed record CodeContext(
    Project Project,
    FileIndex Files,
    FactStore Facts,
    InterpreterFinder Interpreters,
    ProcessRunner Processes)
{
    /// <summary>Whether to say which files are loaded beside those that are reached; plans and runs need not know.</summary>
    public bool WithLoaded { get; init; }

    /// <summary>The context of a project, with its caches below <see cref="Project.KptnDir"/>.</summary>
    /// <param name="project">The project.</param>
    /// <param name="processes">Starts interpreters.</param>
    /// <param name="time">The clock.</param>
    public static CodeContext Of(Project project, ProcessRunner processes, TimeProvider time)
    {
        var cache = Path.Combine(project.KptnDir, "cache");
        return new CodeContext(project, new FileIndex(project.Root, Path.Combine(cache, "files"), time), new FactStore(Path.Combine(cache, "facts")), new InterpreterFinder(project), processes);
    }
}
