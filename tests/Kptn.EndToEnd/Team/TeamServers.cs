using Kptn.EndToEnd.Harness;
using Kptn.Testing.Servers;
using Kptn.Tests.Servers;

namespace Kptn.EndToEnd.Team;

/// <summary>A table, a bucket and a git repository of <c>fixtures/team</c>.</summary>
internal sealed class TeamServers : IAsyncDisposable
{
    private readonly Sandbox _repository;
    private readonly DynamoDbLocal _table;
    private readonly S3Local _bucket;
    private readonly string _name = $"kptn-team-{Guid.NewGuid():N}";

    private TeamServers(Sandbox repository, DynamoDbLocal table, S3Local bucket) => (_repository, _table, _bucket) = (repository, table, bucket);

    public static async Task<TeamServers> StartAsync()
    {
        var repository = Sandbox.Empty();
        repository.Sh($"""
            cp -R '{TestServers.Root}/fixtures/team/.' .
            rm -rf scratch .kptn
            git init -q -b main .
            git add -A
            git -c user.name=team -c user.email=team@example.org commit -q -m start
            """);
        return new TeamServers(repository, await DynamoDbLocal.StartAsync(), await S3Local.StartAsync(repository["../bucket"], "kptn-team"));
    }

    /// <summary>A checkout of its own, as on another machine.</summary>
    public Sandbox Checkout()
    {
        var checkout = Sandbox.Empty();
        checkout.Sh($"git clone -q '{_repository.Root}' . && sed -i 's/table: kptn-team/table: {_name}/' kptn.yaml");
        foreach (var (name, value) in _table.Environment.Concat(_bucket.Environment)) checkout.Environment[name] = value;
        checkout.Restores = true;
        return checkout;
    }

    public async ValueTask DisposeAsync()
    {
        await _bucket.DisposeAsync();
        await _table.DisposeAsync();
        _repository.Dispose();
    }
}
