using Kptn.Engine.State.Branches;

namespace Kptn.Engine.Tests.State.Branches;

/// <summary>Parents that a test names.</summary>
internal sealed class Parents : IParentKeys
{
    private readonly Dictionary<string, string[]> _parents = [];

    public Parents With(string key, params string[] parents)
    {
        _parents[key] = parents;
        return this;
    }

    public IReadOnlyList<string> Of(string storageKey) => _parents.GetValueOrDefault(storageKey) ?? [];
}
