using System.Numerics;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Keeps the tree of a large YAML file by the hash of its content, since reading it again costs more than all else that a run with nothing to do does.</summary>
internal static class YamlCache
{
    /// <summary>Files below this size are read as fast as their cache would be.</summary>
    private const int Smallest = 64 * 1024;
    private static readonly byte[] Magic = "kptnyc2\n"u8.ToArray();

    private enum Kind : byte
    {
        Map,
        List,
        Null,
        True,
        False,
        Integer,
        Float,
        Big,
        Text,
    }

    /// <summary>Reads a document through the cache. Only documents without findings are kept.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="file">The file's name in places.</param>
    /// <param name="cachePath">The cache file.</param>
    public static YamlDocument Read(byte[] bytes, string file, string cachePath)
    {
        if (bytes.Length < Smallest) return YamlReader.Read(bytes, file);
        var hash = Hash256.Of(bytes);
        if (Load(cachePath, hash, file) is { } root) return new YamlDocument(root, []);
        var document = YamlReader.Read(bytes, file);
        if (document is { Root: not null, Findings.Count: 0 }) CacheFile.Write(cachePath, writer => Save(writer, hash, document.Root));
        return document;
    }

    private static YamlNode? Load(string path, Hash256 hash, string file)
    {
        try
        {
            if (CacheFile.Read(path) is not { } stored) return null;
            var bytes = stored.GetBuffer();
            var start = Magic.Length + Hash256.Size;
            return stored.Length > start && bytes.AsSpan().StartsWith(Magic) && Hash256.Read(bytes.AsSpan(Magic.Length)) == hash ? new Loader(bytes, start, file).Read() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Save(BinaryWriter target, Hash256 hash, YamlNode root)
    {
        Span<byte> digest = stackalloc byte[Hash256.Size];
        target.Write(Magic);
        hash.Write(digest);
        target.Write(digest);
        new Saver(target).Save(root);
    }

    private sealed class Saver(BinaryWriter writer)
    {
        private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

        public void Save(YamlNode root)
        {
            Collect(root);
            writer.Write7BitEncodedInt(_texts.Count);
            foreach (var text in _texts.Keys) writer.Write(text);
            Write(root);
        }

        private void Collect(YamlNode node)
        {
            switch (node)
            {
                case YamlMap map:
                    foreach (var entry in map.Entries)
                    {
                        _texts.TryAdd(entry.Key, _texts.Count);
                        Collect(entry.Value);
                    }

                    break;
                case YamlList list:
                    foreach (var item in list.Items) Collect(item);
                    break;
                case YamlScalar scalar:
                    _texts.TryAdd(scalar.Text, _texts.Count);
                    break;
            }
        }

        private void Write(YamlNode node)
        {
            switch (node)
            {
                case YamlMap map:
                    Head(Kind.Map, map.Place);
                    writer.Write7BitEncodedInt(map.Entries.Count);
                    foreach (var entry in map.Entries)
                    {
                        writer.Write7BitEncodedInt(_texts[entry.Key]);
                        Write(entry.KeyPlace);
                        Write(entry.Value);
                    }

                    break;
                case YamlList list:
                    Head(Kind.List, list.Place);
                    writer.Write7BitEncodedInt(list.Items.Count);
                    foreach (var item in list.Items) Write(item);
                    break;
                case YamlScalar scalar:
                    Head(KindOf(scalar.Value), scalar.Place);
                    writer.Write7BitEncodedInt(_texts[scalar.Text]);
                    if (scalar.Value is long number) writer.Write7BitEncodedInt64(number);
                    if (scalar.Value is double real) writer.Write(real);
                    break;
            }
        }

        private void Head(Kind kind, Place place)
        {
            writer.Write((byte)kind);
            Write(place);
        }

        private void Write(Place place)
        {
            writer.Write7BitEncodedInt(place.Line);
            writer.Write7BitEncodedInt(place.Column);
        }

        private static Kind KindOf(object? value) => value switch
        {
            null => Kind.Null,
            true => Kind.True,
            false => Kind.False,
            long => Kind.Integer,
            double => Kind.Float,
            BigInteger => Kind.Big,
            _ => Kind.Text,
        };
    }

    private sealed class Loader(byte[] bytes, int start, string file)
    {
        private static readonly object True = true;
        private static readonly object False = false;
        private string[] _texts = [];
        private int _at = start;

        public YamlNode Read()
        {
            _texts = new string[Int()];
            for (var i = 0; i < _texts.Length; i++)
            {
                var length = Int();
                _texts[i] = System.Text.Encoding.UTF8.GetString(bytes, _at, length);
                _at += length;
            }

            return Node();
        }

        private YamlNode Node()
        {
            var kind = (Kind)bytes[_at++];
            var place = ReadPlace();
            switch (kind)
            {
                case Kind.Map:
                    var entries = new YamlEntry[Int()];
                    for (var i = 0; i < entries.Length; i++) entries[i] = new YamlEntry(_texts[Int()], ReadPlace(), Node());
                    return new YamlMap(place, entries);
                case Kind.List:
                    var items = new YamlNode[Int()];
                    for (var i = 0; i < items.Length; i++) items[i] = Node();
                    return new YamlList(place, items);
                default:
                    var text = _texts[Int()];
                    return new YamlScalar(place, text, Value(kind, text));
            }
        }

        private object? Value(Kind kind, string text)
        {
            switch (kind)
            {
                case Kind.Null:
                    return null;
                case Kind.True:
                    return True;
                case Kind.False:
                    return False;
                case Kind.Integer:
                    return Long();
                case Kind.Float:
                    _at += sizeof(double);
                    return BitConverter.ToDouble(bytes, _at - sizeof(double));
                case Kind.Big:
                    return YamlScalars.Integer(text);
                default:
                    return text;
            }
        }

        private Place ReadPlace() => new(file, Int(), Int());

        private int Int() => (int)Long();

        private long Long()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = bytes[_at++];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80) return (long)value;
            }
        }
    }
}
