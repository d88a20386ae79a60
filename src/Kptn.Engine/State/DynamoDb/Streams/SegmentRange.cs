namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>Segments that one writer committed, numbered from 0.</summary>
/// <param name="Epoch">The writer's epoch.</param>
/// <param name="Segments">How many.</param>
/// <param name="Bytes">Their bytes together, before compression.</param>
internal readonly record struct SegmentRange(long Epoch, long Segments, long Bytes);
