namespace Kptn.Engine.Execution.Items;

/// <summary>What one worker call gets: items that are tried again, or a number of items to read next from the list.</summary>
/// <param name="Number">Its number in the task, from 1.</param>
/// <param name="Wave">The wave it belongs to, from 1.</param>
/// <param name="Count">How many items.</param>
/// <param name="Again">The items where they are tried again; else <see langword="null"/>.</param>
internal sealed record Bundle(int Number, int Wave, int Count, IReadOnlyList<ItemRun>? Again);
