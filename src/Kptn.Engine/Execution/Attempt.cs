using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>One try of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Number">Which try, from one.</param>
/// <param name="LogPath">File that gets its stdout and stderr, absolute.</param>
/// <param name="Results">Good runs of the dependencies whose results it gets, by name.</param>
/// <param name="Timeout">Limit of the try.</param>
public sealed record Attempt(
    PreparedTask Task,
    int Number,
    string LogPath,
    IReadOnlyDictionary<string, GoodRun> Results,
    TimeSpan? Timeout);
