using Kptn.Engine.Mapping;
using Kptn.Engine.Runs;

namespace Kptn.Tool.Commands;

/// <summary>Which log is wanted.</summary>
/// <param name="Task">The task.</param>
/// <param name="Folders">The runs' folders.</param>
/// <param name="Runs">The runs to look at, newest first.</param>
/// <param name="Try">Which try; <see langword="null"/> for the last.</param>
/// <param name="PathOnly">Whether the path is wanted, not what is in it.</param>
/// <param name="Names">The names of the values of the task's items; none where it is not mapped.</param>
/// <param name="Items">Which items; <see langword="null"/> where none were named.</param>
internal sealed record LogRequest(string Task, RunFolders Folders, IReadOnlyList<string> Runs, int? Try, bool PathOnly, IReadOnlyList<string> Names, ItemFilter? Items);
