using Kptn.Engine.Planning;

namespace Kptn.Tool;

/// <summary>How a task stands.</summary>
/// <param name="Planned">The task as it is planned.</param>
/// <param name="Items">How its items stand; <see langword="null"/> where it has none.</param>
internal sealed record TaskStatus(PlannedTask Planned, ItemStatus? Items);
