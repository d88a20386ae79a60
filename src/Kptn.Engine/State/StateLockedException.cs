namespace Kptn.Engine.State;

/// <summary>Another process writes this state now.</summary>
public sealed class StateLockedException : Exception
{
    /// <summary>Names the holder.</summary>
    /// <param name="key">Whose state.</param>
    /// <param name="holder">Who holds it, where that is known.</param>
    public StateLockedException(StateKey key, LeaseHolder? holder)
        : base(Describe(key, holder))
    {
        Key = key;
        Holder = holder;
    }

    /// <summary>Whose state.</summary>
    public StateKey Key { get; }

    /// <summary>Who holds it, where that is known.</summary>
    public LeaseHolder? Holder { get; }

    private static string Describe(StateKey key, LeaseHolder? holder)
    {
        var who = holder is null
            ? "another kptn process"
            : $"process {holder.ProcessId} on {holder.Host}, since {holder.Since:yyyy-MM-dd HH:mm:ss}Z";
        return $"the state of '{key.StorageKey}' / '{key.Namespace}' is in use by {who}";
    }
}
