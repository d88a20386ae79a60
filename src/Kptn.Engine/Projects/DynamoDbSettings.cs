namespace Kptn.Engine.Projects;

/// <summary>What <c>settings.dynamodb</c> says.</summary>
/// <param name="Table">Name of the table; else <c>$DYNAMODB_TABLE_NAME</c>.</param>
/// <param name="Region">AWS region; else <c>$AWS_REGION</c>, or the profile's.</param>
/// <param name="Endpoint">Another address than AWS's own; else <c>$AWS_ENDPOINT_URL_DYNAMODB</c>.</param>
public sealed record DynamoDbSettings(string? Table = null, string? Region = null, string? Endpoint = null);
