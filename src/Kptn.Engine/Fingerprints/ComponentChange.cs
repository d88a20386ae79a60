namespace Kptn.Engine.Fingerprints;

/// <summary>A difference of two fingerprints.</summary>
/// <param name="Kind">What the component stands for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Old">The component as recorded; <see langword="null"/> where it is new.</param>
/// <param name="New">The component now; <see langword="null"/> where it is gone.</param>
public sealed record ComponentChange(ComponentKind Kind, string Name, Component? Old, Component? New);
