using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>compute</c> and holds it against the sizes that Fargate has.</summary>
internal sealed class ComputeReader(FindingList findings)
{
    private readonly ValueReader _values = new(findings);

    /// <summary>Reads the value into <paramref name="draft"/>.</summary>
    public void Read(YamlNode node, TaskDraft draft)
    {
        var what = new Subject("compute", draft.Owner);
        YamlNode? cpu = null, memory = null;
        foreach (var entry in _values.Map(node, what, "a map with the keys 'cpu' and 'memory'"))
        {
            var part = new Subject(entry.Key, what.ToString());
            if (entry.Key == "cpu") draft.Cpu = _values.Number(cpu = entry.Value, part, 1);
            else if (entry.Key == "memory") draft.Memory = _values.Number(memory = entry.Value, part, 1);
            else _values.Unknown(entry, what.ToString(), KnownKeys.Compute);
        }

        if (draft.Cpu is not { } units) return;
        if (FargateSizes.Memory(units) is not { } sizes)
            findings.Advise("compute-not-fargate", cpu!.Place, $"Fargate has no cpu of {units}, as in {what}", Expected.OneOf(FargateSizes.Cpus));
        else if (draft.Memory is { } mib && !sizes.Has(mib))
            findings.Advise("compute-not-fargate", memory!.Place, $"Fargate has no memory of {mib} with cpu {units}, as in {what}", sizes.ToString());
    }
}
