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
    ProcessRunner Processes);
