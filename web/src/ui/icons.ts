/** The only place that knows where icons come from. */
export {
  IconAlertTriangle as AmberIcon,
  IconArrowBackUp as RollBackIcon,
  IconChecks as ClearIcon,
  IconCircleCheck as LiveIcon,
  IconEye as WatchIcon,
  IconMoon as MoonIcon,
  IconPencil as DraftIcon,
  IconPlayerPause as PauseIcon,
  IconPlayerPlay as StartIcon,
  IconPlayerStop as StopIcon,
  IconPower as KillIcon,
  IconPrinter as PrintIcon,
  IconReceipt as ReceiptIcon,
  IconSun as SunIcon,
} from "@tabler/icons-react";
