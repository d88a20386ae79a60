using System.Diagnostics;
using Kptn.Testing.Servers;
using Kptn.Tests.Servers;

namespace Kptn.Testing.Tests.Servers;

public sealed class DynamoDbLocalSpecs
{
    private static readonly DynamoDbWay[] Started = [DynamoDbWay.Docker, DynamoDbWay.Podman, DynamoDbWay.Java];

    public static TheoryData<DynamoDbWay> Ways => [.. Started];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_answers_and_is_gone_when_it_is_disposed_of(DynamoDbWay way)
    {
        var server = await StartAsync(way);
        Assert.Equal(way, server.Way);
        Assert.Equal("127.0.0.1", server.Endpoint.Host);
        Assert.Contains("TableNames", await ListTablesAsync(server.Endpoint), StringComparison.Ordinal);
        Assert.Equal(server.Endpoint.ToString(), server.Environment["AWS_ENDPOINT_URL_DYNAMODB"]);

        await server.DisposeAsync();

        Assert.Null(await ListTablesAsync(server.Endpoint));
        Assert.Empty(await ContainersAsync(way, server.Endpoint));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_is_gone_when_the_tests_are_killed(DynamoDbWay way)
    {
        await (await StartAsync(way)).DisposeAsync();
        Uri endpoint;
        using (var tests = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Kptn.ServerHolder.dll"), $"{way}"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!)
        {
            endpoint = new Uri((await tests.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            Assert.NotNull(await ListTablesAsync(endpoint));
            tests.Kill();
            await tests.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        for (var left = 200; left > 0 && await ListTablesAsync(endpoint) is not null; left--) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Null(await ListTablesAsync(endpoint));
        for (var left = 200; left > 0 && (await ContainersAsync(way, endpoint)).Length > 0; left--) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Empty(await ContainersAsync(way, endpoint));
    }

    [Fact]
    public async Task One_that_runs_already_is_used_and_left_running()
    {
        await using var other = await DynamoDbLocal.StartAsync(Only(DynamoDbWay.Java), TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("KPTN_DYNAMODB_ENDPOINT", other.Endpoint.ToString());
        try
        {
            var given = await DynamoDbLocal.StartAsync(cancellation: TestContext.Current.CancellationToken);
            Assert.Equal((DynamoDbWay.Given, other.Endpoint), (given.Way, given.Endpoint));
            await given.DisposeAsync();
            Assert.NotNull(await ListTablesAsync(other.Endpoint));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KPTN_DYNAMODB_ENDPOINT", null);
        }
    }

    [Fact]
    public async Task Where_it_can_be_had_in_no_way_each_way_is_told_with_its_reason()
    {
        var options = new DynamoDbLocalOptions { Ways = [DynamoDbWay.Given, DynamoDbWay.Java], Jar = TestServers.S3Script, Patience = TimeSpan.FromSeconds(20) };

        var error = await Assert.ThrowsAsync<ServerUnavailableException>(() => DynamoDbLocal.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains("Given: KPTN_DYNAMODB_ENDPOINT is not set", error.Message, StringComparison.Ordinal);
        Assert.Contains("Java: Error: Unable to access jarfile", error.Message, StringComparison.Ordinal);
    }

    private static DynamoDbLocalOptions Only(DynamoDbWay way) => new() { Ways = [way], Jar = TestServers.DynamoDbJar };

    private static async Task<DynamoDbLocal> StartAsync(DynamoDbWay way)
    {
        try
        {
            return await DynamoDbLocal.StartAsync(Only(way), TestContext.Current.CancellationToken);
        }
        catch (ServerUnavailableException e) when (way != DynamoDbWay.Java && Environment.GetEnvironmentVariable("KPTN_CONTAINERS") is null or "")
        {
            Assert.Skip($"no container can be started here: {e.Message}");
            throw;
        }
    }

    private static async Task<string?> ListTablesAsync(Uri endpoint)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent("{}") };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "DynamoDB_20120810.ListTables");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20200101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00");
        try
        {
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<string> ContainersAsync(DynamoDbWay way, Uri endpoint)
    {
        if (way == DynamoDbWay.Java) return "";
        using var process = Process.Start(new ProcessStartInfo(way == DynamoDbWay.Docker ? "docker" : "podman", ["ps", "--all", "--filter", "name=kptn-dynamodb-", "--format", "{{.Ports}}"]) { RedirectStandardOutput = true })!;
        var ports = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', ports.Split('\n').Where(line => line.Contains($":{endpoint.Port}->", StringComparison.Ordinal)));
    }
}
