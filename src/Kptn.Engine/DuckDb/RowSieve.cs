using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>
/// A condition for statements that counts the rows it sees by their class, a number from 0 to 3, lets all pass but those of class 0, and ends the
/// statement once it has seen more rows than there may be.
/// </summary>
internal sealed unsafe class RowSieve
{
    /// <summary>Its name in SQL; it takes a class as UTINYINT.</summary>
    public const string Name = "kptn_row_sieve";

    private const int Classes = 4;

    private readonly long[] _counts = new long[Classes];
    private readonly Action _end;
    private long _seen;

    private RowSieve(Action end) => _end = end;

    /// <summary>How many rows it may see.</summary>
    public long Most { get; set; } = long.MaxValue;

    /// <summary>Whether there were more.</summary>
    public bool IsOver => Interlocked.Read(ref _seen) > Most;

    /// <summary>How many rows of a class it saw.</summary>
    public long this[int kind] => Interlocked.Read(ref _counts[kind]);

    /// <summary>Makes it known to a connection, for as long as that is open.</summary>
    public static RowSieve Register(DuckConnection connection, ConnectionHandle handle)
    {
        var sieve = new RowSieve(connection.Interrupt);
        using var function = Duck.CreateFunction();
        using var parameter = Duck.CreateType((int)DuckTypeId.UTinyInt);
        using var result = Duck.CreateType((int)DuckTypeId.Boolean);
        Duck.SetName(function, Name);
        Duck.AddParameter(function, parameter);
        Duck.SetReturnType(function, result);
        Duck.SetVolatile(function);
        Duck.SetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(sieve)), &Free);
        Duck.SetFunction(function, &Sift);
        return Duck.Register(handle, function) == Duck.Success ? sieve : throw new InvalidOperationException("DuckDB did not take a function");
    }

    /// <summary>Forgets what it saw.</summary>
    public void Reset()
    {
        Array.Clear(_counts);
        _seen = 0;
    }

    private void Add(ReadOnlySpan<byte> kinds, Span<byte> passes)
    {
        Span<long> counts = stackalloc long[Classes];
        for (var i = 0; i < kinds.Length; i++)
        {
            counts[kinds[i] & (Classes - 1)]++;
            passes[i] = kinds[i] == 0 ? (byte)0 : (byte)1;
        }

        for (var i = 0; i < Classes; i++)
        {
            if (counts[i] > 0) Interlocked.Add(ref _counts[i], counts[i]);
        }

        if (Interlocked.Add(ref _seen, kinds.Length) > Most) _end();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Sift(nint info, nint input, nint output)
    {
        var count = (int)Duck.SizeOf(input);
        var sieve = (RowSieve)GCHandle.FromIntPtr(Duck.ExtraInfo(info)).Target!;
        sieve.Add(new ReadOnlySpan<byte>(Duck.VectorData(Duck.VectorOf(input, 0)), count), new Span<byte>(Duck.VectorData(output), count));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint info) => GCHandle.FromIntPtr(info).Free();
}
