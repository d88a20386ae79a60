using System.Text;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Says what was probably meant by items that a list does not have.</summary>
/// <param name="context">The graph.</param>
public sealed class ItemSuggestion(GraphContext context)
{
    private const int MostValues = 20_000;
    private const int Shown = 5;

    /// <summary>What a filter that matches no item of a task asked for in vain, with the nearest value there is, or the first few.</summary>
    /// <param name="task">The task; its list must be known.</param>
    /// <param name="provider">The last good run of the dependency that gives the list.</param>
    /// <returns>The end of a sentence: <c>no item has US_STATE=NX; did you mean US_STATE=NC?</c></returns>
    public string Of(PreparedTask task, State.GoodRun? provider)
    {
        var filter = context.Items.Filter!;
        var names = task.Mapping!.Names;
        var values = Values(task, provider, names);
        if (values.All(value => value.Count == 0)) return "its list is empty";
        for (var i = 0; i < names.Count; i++)
        {
            var asked = filter.Selectors.Where(selector => selector.Key == names[i]).ToList();
            if (asked.Count == 0 || asked.Any(selector => values[i].Values.Any(new ItemMatch(selector.Value).MatchesText))) continue;
            var texts = values[i].Keys;
            var wanted = string.Join(" or ", asked.Select(selector => $"{selector.Key}={selector.Value}"));
            var near = NearestName.Of(asked[0].Value, texts);
            return $"no item has {wanted}{(near is null ? $"; it has {string.Join(", ", texts.Take(Shown).Select(text => $"{names[i]}={text}"))}{(texts.Count > Shown ? ", …" : "")}" : $"; did you mean {names[i]}={near}?")}";
        }

        return $"no item has all of {string.Join(", ", filter.Selectors.Select(selector => $"{selector.Key}={selector.Value}"))}";
    }

    // By what is shown of a value: the value.
    private OrderedDictionary<string, string>[] Values(PreparedTask task, State.GoodRun? provider, IReadOnlyList<string> names)
    {
        var values = names.Select(_ => new OrderedDictionary<string, string>(StringComparer.Ordinal)).ToArray();
        using var items = new ItemLists(context).Open(task, provider)!();
        while (items.Read() && values.All(seen => seen.Count < MostValues))
        {
            var parts = ItemValues.Split(names, Encoding.UTF8.GetString(items.Key));
            for (var i = 0; i < parts.Count; i++) values[i].TryAdd(ItemNames.Shown(parts[i].Value), parts[i].Value);
        }

        return values;
    }
}
