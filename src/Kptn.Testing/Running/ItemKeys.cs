using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Testing.Running;

/// <summary>Keys of the items in lists.</summary>
internal static class ItemKeys
{
    /// <summary>Keys of the elements of a list, in order.</summary>
    /// <param name="json">The list.</param>
    /// <param name="names">The names of an element's parts.</param>
    /// <exception cref="ItemListException">It is no such list.</exception>
    public static IReadOnlyList<string> Of(ReadOnlyMemory<byte> json, IReadOnlyList<string> names)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, json.Span);
            using var reader = new ItemReader(path, names);
            var keys = new List<string>();
            while (reader.Read()) keys.Add(Encoding.UTF8.GetString(reader.Key));
            return keys;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Keys of the files that match a glob.</summary>
    /// <param name="root">The folder it starts from.</param>
    /// <param name="glob">The glob.</param>
    public static IReadOnlyList<string> OfFiles(string root, string glob) => [.. OutputPath.Match(root, glob).Select(file => ItemValues.Key(file))];
}
