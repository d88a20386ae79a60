using Kptn.Engine.Languages.Python;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>What a run of one task in a sandbox has that others do not: nothing of it is read again, recorded or kept, and workers outlive it.</summary>
/// <param name="Python">The worker that all such runs share.</param>
/// <param name="Watch">What Python keeps its code from.</param>
/// <param name="Moves">What an environment variable, by name and value, is in the sandbox; <see langword="null"/> for none.</param>
internal sealed record TaskIsolation(Func<PythonWorker> Python, PythonWatch Watch, Func<string, string, string?> Moves);
