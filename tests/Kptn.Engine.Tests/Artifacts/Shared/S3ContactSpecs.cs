using System.Net.Sockets;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Artifacts.Shared.S3;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>How often a place is asked that does not answer.</summary>
public sealed class S3ContactSpecs
{
    private static readonly Exception Refused = new HttpRequestException("no", new SocketException((int)SocketError.ConnectionRefused));
    private static readonly Exception Silent = new TaskCanceledException("no", new TimeoutException());
    private static readonly Exception Cut = new HttpRequestException("no", new IOException("cut"));

    [Fact]
    public void A_place_that_never_answered_is_asked_less_often_than_one_that_did()
    {
        var contact = new S3Contact();
        Assert.Equal((3, 1, 6), Tries(contact));
        Assert.InRange(contact.Short, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        contact.Answered();
        Assert.Equal((6, 2, 6), Tries(contact));
    }

    [Fact]
    public void A_place_that_is_out_of_reach_is_left_alone_until_somebody_gets_an_answer()
    {
        var contact = new S3Contact();
        contact.Answered();
        contact.Check();
        contact.Failed(new BlobStoreException("it is gone", BlobFailure.Unreachable));
        Assert.Equal("it is gone", Assert.Throws<BlobStoreException>(contact.Check).Message);
        Assert.Equal((0, 0, 6), Tries(contact));
        contact.Answered();
        contact.Check();
        Assert.Equal((6, 2, 6), Tries(contact));
    }

    private static (int Refused, int Silent, int Cut) Tries(S3Contact contact) => (Count(contact, Refused), Count(contact, Silent), Count(contact, Cut));

    private static int Count(S3Contact contact, Exception error) => Enumerable.Range(0, 20).TakeWhile(attempt => contact.IsWorthMore(error, attempt)).Count();
}
