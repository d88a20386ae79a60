namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Keys that are given, and not looked for as the SDK does.</summary>
/// <param name="Id">The access key.</param>
/// <param name="Secret">Its secret.</param>
internal sealed record KeyPair(string Id, string Secret)
{
    /// <summary>The secret is told to nobody.</summary>
    public override string ToString() => Id;
}
