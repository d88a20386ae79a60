using System.Text;

namespace Kptn.Engine.State.Local;

/// <summary>Decodes each distinct text of a log once.</summary>
internal sealed class Utf8Pool
{
    private readonly byte[] _bytes;
    private readonly Utf8Index _index;
    private readonly List<string> _texts = [];

    public Utf8Pool(byte[] bytes)
    {
        _bytes = bytes;
        _index = new Utf8Index(bytes);
    }

    public string Text(Slice slice)
    {
        if (slice.Length == 0) return "";
        var id = _index.IdOf(slice);
        if (id == _texts.Count) _texts.Add(Encoding.UTF8.GetString(_bytes, slice.Offset, slice.Length));
        return _texts[id];
    }
}
