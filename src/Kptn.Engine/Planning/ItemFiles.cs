using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Whether the files that an item left are there as recorded.</summary>
internal static class ItemFiles
{
    /// <summary>The first thing amiss with an item's outputs, or with its result where that is kept as a file.</summary>
    /// <param name="context">The graph's context.</param>
    /// <param name="good">What the item left.</param>
    /// <param name="isThere">Whether all is there, changed or not.</param>
    public static Reason? Check(GraphContext context, ItemGood good, out bool isThere)
    {
        isThere = true;
        Reason? modified = null;
        foreach (var output in good.Outputs)
        {
            switch (context.Outputs.Check(output))
            {
                case OutputCondition.Missing:
                    isThere = false;
                    return new Reason(ReasonKind.OutputsMissing, output.Path);
                case OutputCondition.Modified:
                    modified ??= new Reason(ReasonKind.OutputsModified, output.Path);
                    break;
            }
        }

        if (modified is not null || good.Result.Hash.IsNone) return modified;
        isThere = File.Exists(context.Results.PathOf(good.Result.Hash));
        return isThere ? null : new Reason(ReasonKind.OutputsMissing, "its result");
    }
}
