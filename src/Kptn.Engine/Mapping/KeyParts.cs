using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>Walks the parts of a key without copying them.</summary>
internal ref struct KeyParts
{
    private readonly ReadOnlySpan<byte> _key;
    private readonly bool _isCombo;
    private Utf8JsonReader _json;
    private bool _isAtEnd;

    public KeyParts(IReadOnlyList<string> names, ReadOnlySpan<byte> key)
    {
        _key = key;
        _isCombo = names.Count > 1;
        if (!_isCombo) return;
        _json = new Utf8JsonReader(key);
        _json.Read();
    }

    /// <summary>Canonical JSON of the part.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        if (_isAtEnd) return false;
        if (!_isCombo)
        {
            Current = _key;
            _isAtEnd = true;
            return true;
        }

        _isAtEnd = !_json.Read() || _json.TokenType == JsonTokenType.EndArray;
        if (_isAtEnd) return false;
        Current = _key[(int)_json.TokenStartIndex..(int)_json.BytesConsumed];
        return true;
    }
}
