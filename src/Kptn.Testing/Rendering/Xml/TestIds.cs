using System.Security.Cryptography;
using System.Text;

namespace Kptn.Testing.Rendering.Xml;

/// <summary>Ids that a test keeps from run to run, so that a viewer shows its history.</summary>
internal static class TestIds
{
    /// <summary>A UUID made of a name (RFC 9562, version 8).</summary>
    public static string Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
