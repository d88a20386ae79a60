namespace Kptn.Engine.State;

/// <summary>What is recorded of one item of a mapped task.</summary>
/// <param name="Key">The item's key: its value as canonical JSON (<c>"NC"</c>, <c>1</c>, <c>["NC",27006]</c>).</param>
/// <param name="Last">Its last try.</param>
/// <param name="Good">Its last good run; <see langword="null"/> where it never succeeded. It stays while later tries fail.</param>
public sealed record ItemState(string Key, ItemTry Last, ItemGood? Good);
