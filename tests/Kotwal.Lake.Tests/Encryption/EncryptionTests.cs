using System.Security.Cryptography;
using Kotwal.Lake.Encryption;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Encryption;

public sealed class EncryptionTests : IDisposable
{
    private const string Name = "day=2026-03-14/class=standard/0000000001.parquet.kwen";
    private const int ChunkBytes = 16;

    private readonly TemporaryFolder folder = new();
    private readonly MasterKey master;
    private readonly MasterKeyRing ring;

    public EncryptionTests()
    {
        master = Make("one");
        ring = new MasterKeyRing([master]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ChunkBytes - 1)]
    [InlineData(ChunkBytes)]
    [InlineData(ChunkBytes + 1)]
    [InlineData(ChunkBytes * 3)]
    [InlineData((ChunkBytes * 3) + 5)]
    public async Task What_is_encrypted_comes_back(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(plain, await OpenAsync(await SealAsync(plain)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(EncryptingStream.UsualChunkBytes)]
    [InlineData(EncryptingStream.UsualChunkBytes + 1)]
    public async Task Its_length_is_known_before(int length)
    {
        await using var encrypted = new EncryptingStream(new MemoryStream(new byte[length]), Name, RandomNumberGenerator.GetBytes(32), []);
        using var output = new MemoryStream();
        await encrypted.CopyToAsync(output, Cancel);

        Assert.Equal(EncryptingStream.LengthOf(Name, length), output.Length);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_found()
    {
        var whole = await SealAsync(RandomNumberGenerator.GetBytes(40));

        for (var at = 0; at < whole.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] altered = [.. whole];
                altered[at] ^= (byte)(1 << bit);
                await AssertRefusedAsync(altered, $"byte {at}, bit {bit}");
            }
        }
    }

    [Fact]
    public async Task What_is_cut_off_or_longer_is_found()
    {
        var whole = await SealAsync(RandomNumberGenerator.GetBytes(ChunkBytes * 3));

        for (var length = 0; length < whole.Length; length++)
        {
            await AssertRefusedAsync(whole[..length], $"{length} bytes");
        }

        await AssertRefusedAsync([.. whole, 0], "one more");
        await AssertRefusedAsync([.. whole, .. whole[^32..]], "the last chunk again");
    }

    [Fact]
    public async Task Chunks_in_another_order_are_found()
    {
        var whole = await SealAsync(RandomNumberGenerator.GetBytes(ChunkBytes * 3));
        const int SealedBytes = ChunkBytes + 16;
        var from = whole.Length - (SealedBytes * 3);
        byte[] exchanged = [.. whole[..from], .. whole[(from + SealedBytes)..(from + (2 * SealedBytes))], .. whole[from..(from + SealedBytes)], .. whole[(from + (2 * SealedBytes))..]];
        byte[] shortened = [.. whole[..from], .. whole[(from + SealedBytes)..]];

        await AssertRefusedAsync(exchanged, "exchanged");
        await AssertRefusedAsync(shortened, "without the first");
    }

    [Fact]
    public async Task It_opens_under_its_own_name_only()
    {
        var whole = await SealAsync([1, 2, 3]);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Decryption.RunAsync(new MemoryStream(whole), "another", null, ring, Stream.Null, Cancel));

        Assert.Contains(Name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_objects_wrapped_key_does_not_open_it()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var whole = await SealAsync([1, 2, 3], key, []);
        var envelope = KeyEnvelope.Wrap(key, "another", master);

        await Assert.ThrowsAsync<InvalidDataException>(() => Decryption.RunAsync(new MemoryStream(whole), Name, envelope, ring, Stream.Null, Cancel));
    }

    [Fact]
    public async Task Without_its_master_key_it_says_which_one_is_missing()
    {
        var whole = await SealAsync([1, 2, 3]);
        var others = new MasterKeyRing([Make("two")]);

        var missing = await Assert.ThrowsAsync<MasterKeyMissingException>(() => Decryption.RunAsync(new MemoryStream(whole), Name, null, others, Stream.Null, Cancel));

        Assert.Contains(master.Id, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_bytes_are_never_encrypted_alike() =>
        Assert.NotEqual(await SealAsync([1, 2, 3]), await SealAsync([1, 2, 3]));

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00")]
    public void What_is_no_key_is_refused_and_not_repeated(string text)
    {
        File.WriteAllText(folder["key"], text);

        var refusal = Assert.Throws<InvalidDataException>(() => MasterKey.Load("file:" + folder["key"]));

        Assert.DoesNotContain("0001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_is_none_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => MasterKey.Load("file:" + folder["absent"]));
        Assert.Throws<InvalidDataException>(() => MasterKey.Load("env:KOTWAL_TEST_NO_SUCH_KEY"));
        Assert.Throws<InvalidDataException>(() => MasterKey.Load(folder["key"]));
    }

    private async Task AssertRefusedAsync(byte[] altered, string what)
    {
        try
        {
            await Decryption.RunAsync(new MemoryStream(altered), Name, null, ring, Stream.Null, Cancel);
        }
        catch (Exception refusal) when (refusal is InvalidDataException or MasterKeyMissingException)
        {
            return;
        }

        Assert.Fail($"It was opened: {what}.");
    }

    private Task<byte[]> SealAsync(byte[] plain)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return SealAsync(plain, key, KeyEnvelope.Wrap(key, Name, master));
    }

    private static async Task<byte[]> SealAsync(byte[] plain, byte[] key, byte[] envelope)
    {
        await using var encrypted = new EncryptingStream(new MemoryStream(plain), Name, key, envelope, ChunkBytes);
        using var output = new MemoryStream();
        await encrypted.CopyToAsync(output, Cancel);
        return output.ToArray();
    }

    private async Task<byte[]> OpenAsync(byte[] whole)
    {
        using var output = new MemoryStream();
        var hash = await Decryption.RunAsync(new MemoryStream(whole), Name, null, ring, output, Cancel);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(output.ToArray())), hash);
        return output.ToArray();
    }

    private MasterKey Make(string name)
    {
        File.WriteAllText(folder[name], Convert.ToHexString(RandomNumberGenerator.GetBytes(32)) + "\n");
        return MasterKey.LoadFile(folder[name]);
    }
}
