using System.Text.Json;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Projects;

public sealed class ProjectSchemaSpecs
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ProjectSchema.Json).RootElement;

    public static TheoryData<string, string> Levels => new()
    {
        { "", nameof(KnownKeys.Top) },
        { "settings", nameof(KnownKeys.Settings) },
        { "logging", nameof(KnownKeys.Logging) },
        { "compute", nameof(KnownKeys.Compute) },
        { "graph", nameof(KnownKeys.Graph) },
        { "graphParent", nameof(KnownKeys.GraphParent) },
        { "graphTask", nameof(KnownKeys.GraphTask) },
        { "task", nameof(KnownKeys.Task) },
        { "mapOver", nameof(KnownKeys.MapOver) },
        { "s3", nameof(KnownKeys.S3) },
        { "snapshot", nameof(KnownKeys.Snapshot) },
        { "dynamodb", nameof(KnownKeys.DynamoDb) },
        { "snapshots", nameof(KnownKeys.Snapshots) },
        { "configSource", nameof(KnownKeys.ConfigSource) },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void The_schema_knows_the_keys_that_the_validator_knows(string definition, string keys)
    {
        var level = definition.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(definition);
        var known = (IReadOnlyList<string>)typeof(KnownKeys).GetProperty(keys)!.GetValue(null)!;
        Assert.Equal(known.Order(), level.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
        Assert.False(level.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Every_key_has_a_description()
    {
        var bare = new List<string>();
        Visit(Schema, "#");
        Assert.Empty(bare);

        void Visit(JsonElement element, string path)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray()) Visit(item, path);
            }

            if (element.ValueKind != JsonValueKind.Object) return;
            foreach (var property in element.EnumerateObject())
            {
                if (path.EndsWith("/properties", StringComparison.Ordinal) && !property.Value.TryGetProperty("description", out _)) bare.Add($"{path}/{property.Name}");
                Visit(property.Value, $"{path}/{property.Name}");
            }
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var defined = Schema.GetProperty("$defs").EnumerateObject().Select(property => $"#/$defs/{property.Name}").ToHashSet();
        var used = ProjectSchema.Json.Split("\"$ref\": \"").Skip(1).Select(part => part[..part.IndexOf('"')]).ToHashSet();
        Assert.Empty(used.Except(defined));
        Assert.Empty(defined.Except(used));
    }
}
