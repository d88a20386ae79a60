namespace Kptn.Testing.Servers;

/// <summary>How a DynamoDB for tests is looked for.</summary>
public sealed record DynamoDbLocalOptions
{
    /// <summary>The ways to try, in order.</summary>
    public IReadOnlyList<DynamoDbWay> Ways { get; init; } = [DynamoDbWay.Given, DynamoDbWay.Docker, DynamoDbWay.Podman, DynamoDbWay.Java];

    /// <summary>The image of the container.</summary>
    public string Image { get; init; } = "docker.io/amazon/dynamodb-local:latest";

    /// <summary>DynamoDBLocal.jar, with its libraries in <c>DynamoDBLocal_lib</c> beside it; else <c>$KPTN_DYNAMODB_JAR</c>, else where it is usually installed.</summary>
    public string? Jar { get; init; }

    /// <summary>How long one way may take until the server answers; an image may have to be fetched first.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
