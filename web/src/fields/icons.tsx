import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import AssignmentOutlined from '@mui/icons-material/AssignmentOutlined';
import BuildOutlined from '@mui/icons-material/BuildOutlined';
import BusinessOutlined from '@mui/icons-material/BusinessOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import CategoryOutlined from '@mui/icons-material/CategoryOutlined';
import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import ContactPageOutlined from '@mui/icons-material/ContactPageOutlined';
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import DrawOutlined from '@mui/icons-material/DrawOutlined';
import EventAvailableOutlined from '@mui/icons-material/EventAvailableOutlined';
import EventOutlined from '@mui/icons-material/EventOutlined';
import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import FolderOutlined from '@mui/icons-material/FolderOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import ListAltOutlined from '@mui/icons-material/ListAltOutlined';
import LocalOfferOutlined from '@mui/icons-material/LocalOfferOutlined';
import LocalShippingOutlined from '@mui/icons-material/LocalShippingOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import PaymentsOutlined from '@mui/icons-material/PaymentsOutlined';
import PeopleOutlined from '@mui/icons-material/PeopleOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import PhoneOutlined from '@mui/icons-material/PhoneOutlined';
import PlaceOutlined from '@mui/icons-material/PlaceOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import SchoolOutlined from '@mui/icons-material/SchoolOutlined';
import SellOutlined from '@mui/icons-material/SellOutlined';
import ShieldOutlined from '@mui/icons-material/ShieldOutlined';
import ShoppingCartOutlined from '@mui/icons-material/ShoppingCartOutlined';
import StarOutlineOutlined from '@mui/icons-material/StarOutlineOutlined';
import SupportAgentOutlined from '@mui/icons-material/SupportAgentOutlined';
import TrendingUpOutlined from '@mui/icons-material/TrendingUpOutlined';
import type { SvgIconProps } from '@mui/material/SvgIcon';
import type { ComponentType } from 'react';

/** The icon keys that documents may use, with their drawings. */
const icons: Readonly<Record<string, ComponentType<SvgIconProps>>> = {
  'account_tree': AccountTreeOutlined,
  'apartment': BusinessOutlined,
  'attach_file': AttachFileOutlined,
  'banknote': PaymentsOutlined,
  'building': BusinessOutlined,
  'calendar': EventOutlined,
  'calendar-check': EventAvailableOutlined,
  'clipboard': AssignmentOutlined,
  'contact': ContactPageOutlined,
  'file': FolderOutlined,
  'file-signature': DrawOutlined,
  'file-text': DescriptionOutlined,
  'filter': FilterAltOutlined,
  'folder': FolderOutlined,
  'group': GroupsOutlined,
  'groups': GroupsOutlined,
  'handshake': HandshakeOutlined,
  'headset': SupportAgentOutlined,
  'history': HistoryOutlined,
  'link': LinkOutlined,
  'list': ListAltOutlined,
  'map-pin': PlaceOutlined,
  'megaphone': CampaignOutlined,
  'bell': NotificationsOutlined,
  'package': Inventory2Outlined,
  'person': PersonOutlined,
  'phone': PhoneOutlined,
  'receipt': ReceiptLongOutlined,
  'school': SchoolOutlined,
  'shield': ShieldOutlined,
  'shopping-cart': ShoppingCartOutlined,
  'star': StarOutlineOutlined,
  'tag': SellOutlined,
  'tags': LocalOfferOutlined,
  'tasks': ChecklistOutlined,
  'trending-up': TrendingUpOutlined,
  'truck': LocalShippingOutlined,
  'user': PersonOutlined,
  'user-check': HowToRegOutlined,
  'users': PeopleOutlined,
  'wrench': BuildOutlined,
};

export const iconKeys: readonly string[] = Object.keys(icons);

export function ObjectIcon({ icon, ...props }: { readonly icon?: string } & SvgIconProps) {
  const Drawing = icons[icon ?? ''] ?? CategoryOutlined;
  return <Drawing {...props} />;
}
