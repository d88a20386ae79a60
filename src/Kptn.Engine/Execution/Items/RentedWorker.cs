namespace Kptn.Engine.Execution.Items;

/// <summary>A worker, and for which reading of the code it was opened.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Generation">Counts the readings of the code.</param>
internal readonly record struct RentedWorker(IItemWorker Worker, int Generation);
