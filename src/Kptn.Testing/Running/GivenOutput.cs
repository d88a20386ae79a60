using Kptn.Engine.Fingerprints;

namespace Kptn.Testing.Running;

/// <summary>An output of an earlier task that a test is given.</summary>
/// <param name="Path">Its path relative to the scratch dir.</param>
/// <param name="Hash">Hash of its content.</param>
/// <param name="Put">Copies it below a scratch dir; says whether its content was there.</param>
internal sealed record GivenOutput(string Path, Hash256 Hash, Func<string, bool> Put);
