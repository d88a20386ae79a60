namespace Kptn.Engine.Fingerprints;

/// <summary>One named part of what a task depends on.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">What a user calls it: <c>util.py:clean</c>, <c>outputs</c>, <c>A/A.csv</c>.</param>
/// <param name="Hash">SHA-256 of its canonical form.</param>
/// <param name="Note">A short readable form of the value, or how the code was read (<c>python ast</c>, <c>r parser</c>, <c>whole file</c>); never a secret. Not part of the fingerprint.</param>
public sealed record Component(ComponentKind Kind, string Name, Hash256 Hash, string Note = "");
