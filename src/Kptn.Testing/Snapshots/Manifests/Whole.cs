using System.Text.Json;

namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>Lists as JSON has them: types do not tell of <c>null</c> among their entries.</summary>
internal static class Whole
{
    /// <summary>A list without such entries; an empty one where there is none.</summary>
    /// <exception cref="JsonException">It has some.</exception>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T>? list)
        where T : class =>
        list is null ? [] : list.Any(entry => entry is null) ? throw new JsonException("a list in it has an entry that is null") : list;
}
