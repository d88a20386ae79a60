using Kptn.Engine.State.DynamoDb.Streams;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>What is known of a stream's file on this machine.</summary>
/// <param name="Task">The mapped task whose items it has; <see langword="null"/> for the log of tasks.</param>
/// <param name="Version">The version of the key at which file and table were known to be the same.</param>
/// <param name="Generation">The generation that it was then; empty where there was none.</param>
/// <param name="Position">How much of it that was.</param>
/// <param name="IsHeld">Whether the session of the mirror writes it, so that the file may be ahead of the table.</param>
/// <param name="IsRewritten">Whether the file may be another one than the table has, and yet be newer: it was compacted, or removed.</param>
internal sealed record MirrorStream(string? Task, long Version, string Generation, SegmentPosition Position, bool IsHeld = false, bool IsRewritten = false);
