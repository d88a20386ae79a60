namespace Kptn.Testing.Servers;

/// <summary>Where a DynamoDB for tests comes from.</summary>
public enum DynamoDbWay
{
    /// <summary>It runs already: <c>$KPTN_DYNAMODB_ENDPOINT</c>.</summary>
    Given,

    /// <summary>A container, by the <c>docker</c> command.</summary>
    Docker,

    /// <summary>A container, by the <c>podman</c> command.</summary>
    Podman,

    /// <summary>The jar of DynamoDB Local, by <c>java</c>.</summary>
    Java,
}
