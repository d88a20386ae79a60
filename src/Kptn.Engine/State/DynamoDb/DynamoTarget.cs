using Kptn.Engine.Projects;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>The DynamoDB table that state is kept in.</summary>
/// <param name="Table">Its name; empty where none is named.</param>
/// <param name="Region">The AWS region; <see langword="null"/> for the one of the AWS profile.</param>
/// <param name="Endpoint">Another address than AWS's own, as of DynamoDB Local.</param>
public sealed record DynamoTarget(string Table, string? Region = null, string? Endpoint = null)
{
    /// <summary>The variable that names the table where the settings do not.</summary>
    public const string TableVariable = "DYNAMODB_TABLE_NAME";

    /// <summary>Name of folders on this machine that are about this table.</summary>
    internal string FolderName => KeyFolder.Name($"{Table} {Region} {Endpoint}");

    /// <summary>What settings say, and environment variables where they say nothing.</summary>
    /// <param name="settings">The project's settings.</param>
    /// <param name="environment">Reads a variable.</param>
    public static DynamoTarget Of(Settings settings, Func<string, string?> environment)
    {
        return new DynamoTarget(
            Text(settings.DynamoDb.Table) ?? First(TableVariable) ?? "",
            Text(settings.DynamoDb.Region) ?? First("AWS_REGION", "AWS_DEFAULT_REGION"),
            Text(settings.DynamoDb.Endpoint) ?? First("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"));

        string? First(params string[] names) => names.Select(name => Text(environment(name))).FirstOrDefault(value => value is not null);
    }

    /// <summary>Where the table is, as a user would know it.</summary>
    public override string ToString() => $"'{Table}'{(Endpoint is not null ? $" at {Endpoint}" : Region is not null ? $" in {Region}" : "")}";

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
