namespace Kotwal.Demo.Wire;

/// <summary>A function of the Modbus application protocol (version 1.1b3, section 6), in the words of both sensors.</summary>
/// <param name="Code">The function's code.</param>
/// <param name="ZeekName">What Zeek calls it.</param>
/// <param name="SuricataName">What Suricata calls it.</param>
/// <param name="Access">Suricata's words for what it does.</param>
internal sealed record ModbusFunction(int Code, string ZeekName, string SuricataName, string Access)
{
    public static readonly ModbusFunction ReadHolding = new(3, "READ_HOLDING_REGISTERS", "RdHoldRegs", "READ | HOLDING");

    public static readonly ModbusFunction ReadInput = new(4, "READ_INPUT_REGISTERS", "RdInputRegs", "READ | INPUT");

    public static readonly ModbusFunction WriteCoil = new(5, "WRITE_SINGLE_COIL", "WrSingleCoil", "WRITE | COILS | SINGLE");

    public static readonly ModbusFunction WriteRegister = new(6, "WRITE_SINGLE_REGISTER", "WrSingleReg", "WRITE | HOLDING | SINGLE");

    public static readonly ModbusFunction WriteRegisters =
        new(16, "WRITE_MULTIPLE_REGISTERS", "WrMultRegs", "WRITE | HOLDING | MULTIPLE");

    public bool IsWrite => Code is 5 or 6 or 16;

    public bool IsSingle => Code is 5 or 6;
}
