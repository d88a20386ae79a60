using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Mapping;

/// <summary>Writes scalars in the canonical form of keys.</summary>
internal sealed class KeyWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Takes a whole key as it is.</summary>
    public void Write(string key) => Encoding.UTF8.GetBytes(key, _bytes);

    /// <summary>Writes the scalar at which a reader stands.</summary>
    /// <returns>What is wrong with it, as the end of a sentence; else <see langword="null"/>.</returns>
    public string? WriteScalar(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return WriteString(ref json);
            case JsonTokenType.Number:
                return WriteNumber(json.ValueSpan);
            default:
                _bytes.Write(json.ValueSpan);
                return null;
        }
    }

    private string? WriteString(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            if (!Utf8.IsValid(json.ValueSpan)) return "a string with bytes that are not UTF-8";
            JsonStrings.Write(_bytes, json.ValueSpan);
            return null;
        }

        var text = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        try
        {
            JsonStrings.Write(_bytes, text.AsSpan(0, json.CopyString(text)));
            return null;
        }
        catch (InvalidOperationException)
        {
            return "a string with half a character (a lone surrogate, or bytes that are not UTF-8)";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private string? WriteNumber(ReadOnlySpan<byte> number)
    {
        if (number.IndexOfAny(".eE"u8) < 0)
        {
            // Python reads the int -0 as 0.
            _bytes.Write(number.SequenceEqual("-0"u8) ? "0"u8 : number);
            return null;
        }

        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return $"the number {Encoding.ASCII.GetString(number[..Math.Min(number.Length, 40)])}, larger than any float";
        Write(FloatText.Of(value));
        return null;
    }
}
