namespace Kptn.Engine.Projects.Yaml;

/// <summary>Reads a tree back. Its bytes have been held against their hash before.</summary>
/// <param name="bytes">The cache file.</param>
/// <param name="start">Where the tree starts.</param>
/// <param name="file">The file's name in places.</param>
internal sealed class YamlCacheReader(byte[] bytes, int start, string file)
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
        var kind = (YamlCacheKind)bytes[_at++];
        var place = ReadPlace();
        switch (kind)
        {
            case YamlCacheKind.Map:
                var entries = new YamlEntry[Int()];
                for (var i = 0; i < entries.Length; i++) entries[i] = new YamlEntry(_texts[Int()], ReadPlace(), Node());
                return new YamlMap(place, entries);
            case YamlCacheKind.List:
                var items = new YamlNode[Int()];
                for (var i = 0; i < items.Length; i++) items[i] = Node();
                return new YamlList(place, items);
            default:
                var text = _texts[Int()];
                return new YamlScalar(place, text, Value(kind, text));
        }
    }

    private object? Value(YamlCacheKind kind, string text)
    {
        switch (kind)
        {
            case YamlCacheKind.Null:
                return null;
            case YamlCacheKind.True:
                return True;
            case YamlCacheKind.False:
                return False;
            case YamlCacheKind.Integer:
                return Long();
            case YamlCacheKind.Float:
                _at += sizeof(double);
                return BitConverter.ToDouble(bytes, _at - sizeof(double));
            case YamlCacheKind.Big:
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
