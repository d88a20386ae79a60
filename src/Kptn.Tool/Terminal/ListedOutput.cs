using Kptn.Engine.Fingerprints;
using Kptn.Engine.Outputs;

namespace Kptn.Tool.Terminal;

/// <summary>An output as a listing shows it.</summary>
/// <param name="Recorded">The output.</param>
/// <param name="Condition">How it was found on disk; <see langword="null"/> where it was to be deleted.</param>
internal sealed record ListedOutput(RecordedOutput Recorded, OutputCondition? Condition)
{
    /// <summary>What became of it where it was to be deleted.</summary>
    public Removal? Removal { get; init; }

    /// <summary>How it stands, in a word or two.</summary>
    public string Word => Removal switch
    {
        null => Condition == OutputCondition.AsRecorded ? "there" : ConditionNames.Of(Condition!.Value),
        Engine.Outputs.Removal.Deleted => "deleted",
        Engine.Outputs.Removal.Gone => "was gone",
        Engine.Outputs.Removal.Modified => "modified, kept",
        Engine.Outputs.Removal.Linked => "behind a link, kept",
        _ => "could not be deleted",
    };

    /// <summary>Its colour.</summary>
    public Colour? Colour => Removal is Engine.Outputs.Removal.Deleted or Engine.Outputs.Removal.Gone || Condition == OutputCondition.AsRecorded ? Terminal.Colour.Green : Terminal.Colour.Yellow;
}
