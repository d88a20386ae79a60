using Xunit.Sdk;

namespace Kptn.Testing.Adapters;

/// <summary>Cases as xunit passes them from the process that finds tests to the one that runs them.</summary>
internal static class CaseSerialization
{
    /// <summary>Writes a case.</summary>
    public static void Write(TaskCase test, IXunitSerializationInfo info)
    {
        info.AddValue("project", test.Project);
        info.AddValue("graph", test.Graph);
        info.AddValue("task", test.Task);
        info.AddValue("item", test.Item);
        info.AddValue("items", test.Items == ItemCases.Each);
        info.AddValue("latest", test.Upstream == UpstreamMode.Latest);
        info.AddValue("language", test.Language);
        info.AddValue("tags", test.Tags.ToArray());
        info.AddValue("test", test.Test);
        info.AddValue("name", test.Problem?.Name);
        info.AddValue("problem", test.Problem?.Message);
    }

    /// <summary>Reads a case.</summary>
    public static void Read(TaskCase test, IXunitSerializationInfo info)
    {
        test.Project = info.GetValue<string>("project") ?? "";
        test.Graph = info.GetValue<string>("graph") ?? "";
        test.Task = info.GetValue<string>("task") ?? "";
        test.Item = info.GetValue<string>("item");
        test.Items = info.GetValue<bool>("items") ? ItemCases.Each : ItemCases.Together;
        test.Upstream = info.GetValue<bool>("latest") ? UpstreamMode.Latest : UpstreamMode.Approved;
        test.Language = info.GetValue<string>("language") ?? "";
        test.Tags = info.GetValue<string[]>("tags") ?? [];
        test.Test = info.GetValue<string>("test") ?? "";
        if (info.GetValue<string>("name") is { } name) test.Problem = new CaseProblem(name, info.GetValue<string>("problem") ?? "");
    }
}
