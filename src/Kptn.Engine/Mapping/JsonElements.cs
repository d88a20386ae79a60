using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>Reads the elements of a JSON list as keys, and says what is wrong with those that cannot be items.</summary>
internal sealed class JsonElements(JsonFileBuffer buffer, IReadOnlyList<string> names) : IDisposable
{
    private readonly string _shownNames = string.Join(',', names);
    private bool _isOpen;
    private bool _isAtEnd;

    public int BufferedBytes => buffer.Size;

    /// <summary>Writes the key of the next element.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read(KeyWriter key, int index)
    {
        if (_isAtEnd) return false;
        var json = buffer.Open();
        try
        {
            if (!_isOpen) Enter(ref json);
            Next(ref json, index);
            if (json.TokenType == JsonTokenType.EndArray) Leave(ref json);
            else if (names.Count == 1) ReadScalar(ref json, key, index, -1);
            else ReadCombo(ref json, key, index);
            buffer.Close(ref json);
            return !_isAtEnd;
        }
        catch (JsonException e)
        {
            throw Broken(ref json, index, e);
        }
    }

    public void Dispose() => buffer.Dispose();

    private void Enter(ref Utf8JsonReader json)
    {
        Next(ref json, 0);
        if (json.TokenType != JsonTokenType.StartArray) throw new ItemListException($"the result is {ItemProblems.Kind(json.TokenType)}, not a list");
        _isOpen = true;
    }

    private void Leave(ref Utf8JsonReader json)
    {
        // Reads to the end: what follows the list must be white space.
        buffer.Read(ref json);
        _isAtEnd = true;
    }

    private void ReadScalar(ref Utf8JsonReader json, KeyWriter key, int index, int part)
    {
        if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            throw new ItemListException(ItemProblems.NoScalar(ItemProblems.Kind(json.TokenType), names, index, part));
        }

        if (key.WriteScalar(ref json) is { } problem) throw new ItemListException(ItemProblems.NoScalar(problem, names, index, part));
    }

    private void ReadCombo(ref Utf8JsonReader json, KeyWriter key, int index)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new ItemListException($"element {index} of the list is {ItemProblems.Kind(json.TokenType)}; {_shownNames} needs a list of {names.Count}");
        }

        var count = 0L;
        for (Next(ref json, index); json.TokenType != JsonTokenType.EndArray; Next(ref json, index), count++)
        {
            if (count >= names.Count)
            {
                Skip(ref json, index);
                continue;
            }

            key.Write(count == 0 ? "["u8 : ","u8);
            ReadScalar(ref json, key, index, (int)count);
        }

        if (count != names.Count)
        {
            throw new ItemListException($"element {index} of the list has {count} {(count == 1 ? "part" : "parts")}; {_shownNames} needs {names.Count}");
        }

        key.Write("]"u8);
    }

    private void Skip(ref Utf8JsonReader json, int index)
    {
        if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return;
        for (var depth = json.CurrentDepth; ;)
        {
            Next(ref json, index);
            if (json.CurrentDepth == depth) return;
        }
    }

    private void Next(ref Utf8JsonReader json, int index)
    {
        if (!buffer.Read(ref json)) throw Broken(ref json, index, null);
    }

    private ItemListException Broken(ref Utf8JsonReader json, int index, JsonException? cause)
    {
        if (!_isOpen && buffer.IsBlank) return new ItemListException("the result is empty, not a list", cause);
        var place = !_isOpen ? "" : index == 0 ? " in its first element" : $" after element {index - 1}";
        var what = buffer.IsWhole ? "it was cut off" : "it is not JSON";
        return new ItemListException($"the list cannot be read{place}, at byte {buffer.Position(ref json)}: {what}", cause);
    }
}
